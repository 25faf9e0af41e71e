'use client'

import { TextField } from '#change/fields.tsx'
import { Button } from '#components/button.tsx'
import { isSecret, type Property } from './cluster-fields.ts'

const common = [
  'client.id',
  'ssl.truststore.type',
  'ssl.truststore.certificates',
  'ssl.truststore.location',
  'ssl.keystore.type',
  'ssl.keystore.certificate.chain',
  'ssl.keystore.key',
  'ssl.keystore.location',
  'ssl.keystore.password',
  'ssl.key.password',
  'ssl.endpoint.identification.algorithm',
]

type PropertiesFieldProps = {
  value: readonly Property[]
  isKept: boolean
  onChange: (value: Property[]) => void
}

/** What else a Kafka client would be told: certificates above all. */
export function PropertiesField({ value, isKept, onChange }: PropertiesFieldProps) {
  const set = (index: number, change: Partial<Property>) =>
    onChange(value.map((each, i) => (i === index ? { ...each, ...change } : each)))
  return (
    <fieldset className="space-y-3">
      <legend className="pb-1.5 text-ink-2">Other client properties</legend>
      {value.map((property, index) => (
        <Row
          // biome-ignore lint/suspicious/noArrayIndexKey: the name changes while it is typed.
          key={index}
          of={property}
          isKept={isKept}
          onChange={change => set(index, change)}
          onRemove={() => onChange(value.filter((_, i) => i !== index))}
        />
      ))}
      <Button onClick={() => onChange([...value, { name: '', value: '' }])}>Add property</Button>
      <p className="max-w-prose text-ink-3 text-xs">
        By the names that Kafka gives them. Certificates and keys are given in PEM, with the type PEM.
        {isKept && ' Passwords and keys that are stored are not shown; they stay as they are unless you add them here.'}
      </p>
    </fieldset>
  )
}

type RowProps = {
  of: Property
  isKept: boolean
  onChange: (change: Partial<Property>) => void
  onRemove: () => void
}

function Row({ of, isKept, onChange, onRemove }: RowProps) {
  const secret = isSecret(of)
  return (
    <div className="grid items-start gap-3 rounded-lg border border-line px-3 py-3 sm:grid-cols-2">
      <TextField
        label="Property"
        path={`spec.properties.${of.name}`}
        mono
        value={of.name}
        list={common}
        onChange={name => onChange({ name })}
      />
      <div className="space-y-2">
        <TextField
          label={`Value of ${of.name || 'the property'}`}
          path={`spec.properties.${of.name}`}
          mono
          value={of.value}
          onChange={value => onChange({ value })}
          {...(secret ? { type: 'password' as const } : { rows: of.value.includes('\n') ? 6 : 1 })}
          {...(secret && isKept && { placeholder: 'Stays as it is' })}
        />
        <Button onClick={onRemove}>{`Remove ${of.name || 'property'}`}</Button>
      </div>
    </div>
  )
}
