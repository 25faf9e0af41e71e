export const isExpected = (_: object): boolean => false
