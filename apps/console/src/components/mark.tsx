/** An arch with two waves in it. */
export const Mark = () => (
  <svg
    aria-hidden="true"
    viewBox="0 0 24 24"
    className="size-5 shrink-0 text-accent"
    fill="none"
    stroke="currentColor"
    strokeWidth="2"
    strokeLinecap="round"
  >
    <path d="M4 20V9a8 8 0 0 1 16 0v11" />
    <path d="M4 13.5c2-1.8 4-1.8 6 0s4 1.8 6 0 3-1.6 4-1" />
    <path d="M4 18.5c2-1.8 4-1.8 6 0s4 1.8 6 0 3-1.6 4-1" />
  </svg>
)
