const widths = ['w-1/5', 'w-1/4', 'w-1/6']

/** Holds the place of rows that are on their way. */
export const Skeleton = () => (
  <div role="status" className="divide-y divide-line rounded-lg border border-line">
    <span className="sr-only">Loading</span>
    {widths.map(width => (
      <div key={width} aria-hidden="true" className="flex animate-breathe gap-6 px-4 py-4">
        <div className={`h-3 rounded-sm bg-surface-3 ${width}`} />
        <div className="h-3 w-2/5 rounded-sm bg-surface-3" />
        <div className="h-3 w-1/6 rounded-sm bg-surface-3" />
      </div>
    ))}
  </div>
)
