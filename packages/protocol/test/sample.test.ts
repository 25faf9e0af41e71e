import { deepEqual, equal, notDeepEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { type Body, type Field, sample } from '../src/index.ts'
import { completed } from './bodies.ts'
import { bodyOf, bytesOf } from './bytes.ts'
import { everyVersion } from './versions.ts'

test('a sample has every field of its version, none with its default, and survives the wire', () => {
  for (const [message, version] of everyVersion) {
    const body = sample(message, version, 'tainted')
    const defaults = completed(message, version, {})
    deepEqual(Object.keys(body).sort(), Object.keys(defaults).sort())
    for (const name of Object.keys(body))
      notDeepEqual(body[name], defaults[name], `${message.name} v${version}: ${name}`)
    deepEqual(bodyOf(message, version, bytesOf(message, version, body)), body)
  }
})

test('every string of a sample is the text asked for, and every array has one element', () => {
  const check = (fields: readonly Field[], body: Body) => {
    for (const { name, type, fields: inner } of fields) {
      if (body[name] === undefined) continue
      if (type.startsWith('[]')) equal(body[name].length, 1)
      const value = type.startsWith('[]') ? body[name][0] : body[name]
      if (type.endsWith('string')) equal(value, 'tainted')
      if (inner) check(inner, value)
    }
  }
  for (const [message, version] of everyVersion) check(message.fields, sample(message, version, 'tainted'))
})
