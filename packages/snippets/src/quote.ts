/** Text as a literal of Java, JavaScript, Python, Go and YAML alike. */
export const quoted = (text: string): string => JSON.stringify(text)

/** As one word of a POSIX shell. */
export const shellQuoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

/** As a Ruby literal in which nothing is interpolated. */
export const rubyQuoted = (text: string): string => `'${text.replaceAll(/['\\]/g, '\\$&')}'`
