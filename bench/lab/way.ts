export type User = { readonly name: string; readonly password: string }

/** How clients reach what is measured. */
export type Way = {
  readonly bootstrap: string
  readonly user?: User
  /** What clients call a topic. */
  topic(name: string): string
}
