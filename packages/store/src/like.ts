/** For LIKE to find a text as it stands. */
export const literal = (text: string): string => text.replaceAll(/[\\%_]/g, '\\$&')
