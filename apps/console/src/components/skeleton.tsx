/** Holds the place of rows that are on their way. */
export const Skeleton = ({ rows = 3 }: { rows?: number }) => (
  <div role="status" className="divide-y divide-line rounded-lg border border-line">
    <span className="sr-only">Loading</span>
    {Array.from({ length: rows }, (_, row) => (
      <div key={row} aria-hidden="true" className="flex animate-breathe gap-6 px-4 py-4">
        <div className="h-3 w-1/5 rounded-sm bg-surface-3" />
        <div className="h-3 w-2/5 rounded-sm bg-surface-3" />
        <div className="h-3 w-1/6 rounded-sm bg-surface-3" />
      </div>
    ))}
  </div>
)
