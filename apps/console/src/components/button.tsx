import type { ComponentProps } from 'react'
import { cn } from '#components/class-names.ts'

const looks = {
  main: 'bg-accent font-medium text-on-accent hover:opacity-90',
  plain: 'border border-line-strong bg-surface-2 text-ink-1 hover:bg-surface-3',
  danger: 'border border-bad/35 bg-surface-2 text-bad hover:bg-bad/8',
}

type Look = keyof typeof looks
type ButtonProps = ComponentProps<'button'> & { look?: Look }

/** For a link that stands among buttons. */
export const buttonLook = (look: Look = 'plain', className?: string): string =>
  cn('inline-block rounded-md px-3 py-1.5 disabled:opacity-50', looks[look], className)

export const Button = ({ look = 'plain', type = 'button', className, ...props }: ButtonProps) => (
  <button type={type} className={buttonLook(look, className)} {...props} />
)
