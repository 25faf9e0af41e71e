import { Field } from '#components/field.tsx'
import { longestPassword, shortestPassword } from '#password-rule.ts'

export const NewPassword = () => (
  <Field
    name="password"
    label="Password"
    type="password"
    autoComplete="new-password"
    minLength={shortestPassword}
    maxLength={longestPassword}
    hint={`${shortestPassword} characters or more`}
  />
)
