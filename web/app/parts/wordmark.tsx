export function Wordmark() {
  return (
    <span className="wordmark">
      <svg viewBox="0 0 64 64" width="26" height="26" aria-hidden="true">
        <path
          d="M32 6 55 19v26L32 58 9 45V19Z"
          fill="none"
          stroke="currentColor"
          strokeWidth="5"
          strokeLinejoin="round"
        />
        <circle cx="32" cy="32" r="11" className="grain" />
      </svg>
      <b>Halide</b>
    </span>
  )
}
