export type Purpose = 'read' | 'write'

export type SnippetInput = {
  readonly bootstrapServers: string
  readonly username: string
  readonly topic: string
  /** The consumer group; a client that writes has none. */
  readonly group: string
  readonly purpose: Purpose
}

export type SnippetFile = { readonly name: string; readonly text: string }

/**
 * Whole programs for one client. The password is in none of their files: each takes it from KAFKA_PASSWORD, so that
 * a file can be shared, kept and checked in.
 */
export type Client = {
  readonly id: string
  readonly name: string
  /** What it is made of, and what must be there before `install`. */
  readonly about: string
  /** Shell commands, once, in the directory of the files. */
  readonly install: readonly string[]
  files(input: SnippetInput): readonly SnippetFile[]
  /** One shell command. A consumer runs until Ctrl-C. */
  run(input: SnippetInput): string
}
