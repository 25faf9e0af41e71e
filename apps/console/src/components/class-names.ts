import { type ClassValue, clsx } from 'clsx'
import { extendTailwindMerge } from 'tailwind-merge'

const merge = extendTailwindMerge({})

/** Later classes win over earlier ones of the same property. */
export const cn = (...classes: ClassValue[]): string => merge(clsx(classes))
