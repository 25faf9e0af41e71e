'use client'

import { SelectField, TextField } from '#change/fields.tsx'
import { type Fields, jaas } from './cluster-fields.ts'

const mechanisms = ['SCRAM-SHA-512', 'SCRAM-SHA-256', 'PLAIN'].map(name => [name, name] as const)

type SignInFieldsProps = {
  fields: Fields
  /** Whether what is stored stays where nothing is typed. */
  isKept: boolean
  onChange: (change: Partial<Fields>) => void
}

/** What the gateways sign in with. It is written and never shown. */
export const SignInFields = ({ fields: { mechanism, username, password }, isKept, onChange }: SignInFieldsProps) => (
  <>
    <SelectField
      label="SASL mechanism"
      path="spec.properties.sasl.mechanism"
      value={mechanism}
      onChange={mechanism => onChange({ mechanism })}
      options={mechanisms}
    />
    <TextField
      label="User"
      path={`spec.properties.${jaas}`}
      mono
      value={username}
      onChange={username => onChange({ username })}
      {...(isKept && { placeholder: 'Stays as it is' })}
    />
    <TextField
      label="Password"
      path={`spec.properties.${jaas}`}
      type="password"
      value={password}
      onChange={password => onChange({ password })}
      {...(isKept && { placeholder: 'Stays as it is' })}
      hint={
        isKept
          ? 'Both stay as they are unless you type both. They are kept encrypted, and nobody is shown them.'
          : 'It is kept encrypted, and nobody is shown it again.'
      }
    />
  </>
)
