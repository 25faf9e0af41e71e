import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createCipher } from '../src/secrets.ts'
import { actor, cluster, code, fresh, open, plain, remove, secretKey, tables } from './fixture.ts'

const jaas = (password: string) =>
  `org.apache.kafka.common.security.plain.PlainLoginModule required username="gateway" password="${password}";`

const sasl = { ...plain, 'security.protocol': 'SASL_PLAINTEXT', 'sasl.mechanism': 'PLAIN' }
const withSecret = (password: string) => cluster('main', { ...sasl, 'sasl.jaas.config': jaas(password) })

test('a secret is in clear in no table, no list and no answer, only in the snapshot', async () => {
  const { store, rows } = await fresh()
  const created = await store.apply([withSecret('hunter2')], { actor })
  const updated = await store.apply([withSecret('hunter3')], { actor })
  const deleted = await store.apply([remove('PhysicalCluster', 'main')], { actor })
  const again = await store.apply([withSecret('hunter4')], { actor })
  const shown = [
    created,
    updated,
    deleted,
    again,
    await store.list({ kind: 'PhysicalCluster' }),
    await store.get({ kind: 'PhysicalCluster', name: 'main' }),
  ]
  assert.doesNotMatch(JSON.stringify(shown), /hunter|jaas/)
  for (const table of tables) {
    const dump = await rows(`select each::text, each from "${table}" each`)
    assert.doesNotMatch(JSON.stringify(dump), /hunter|PlainLoginModule|68756e746572/, table)
  }
  assert.equal((await rows('select * from "Secret"')).length, 1)
  const [resource] = (await store.snapshot()).resources
  assert.deepEqual(resource?.spec, { role: 'upstream', properties: { ...sasl, 'sasl.jaas.config': jaas('hunter4') } })
})

test('the audit says that there is a secret, and not which', async () => {
  const { store, rows } = await fresh()
  await store.apply([withSecret('hunter2')], { actor })
  const [event] = await rows('select after from "AuditEvent"')
  assert.equal(event.after.properties['sasl.jaas.config'], '[redacted]')
})

test('a secret that is left out stays, an equal one changes nothing, another one replaces it', async () => {
  const { store } = await fresh()
  const secret = async () => {
    const [resource] = (await store.snapshot()).resources
    return (resource!.spec as { properties: Record<string, string> }).properties['sasl.jaas.config']
  }
  const result = async (change: ReturnType<typeof cluster>) =>
    (await store.apply([change], { actor })).applied[0]?.result
  assert.equal(await result(withSecret('hunter2')), 'CREATED')
  assert.equal(await result(withSecret('hunter2')), 'NOT_CHANGED')
  assert.equal(await result(cluster('main', sasl)), 'NOT_CHANGED')
  assert.equal(await result(cluster('main', { ...sasl, 'client.id': 'gateway' })), 'UPDATED')
  assert.equal(await secret(), jaas('hunter2'))
  assert.equal(await result(withSecret('hunter3')), 'UPDATED')
  assert.equal(await secret(), jaas('hunter3'))
})

test('a cluster that needs a secret is refused where none was ever given', async () => {
  const { store } = await fresh()
  await assert.rejects(store.apply([cluster('main', sasl)], { actor }), {
    code: 'INVALID',
    message: /^sasl\.jaas\.config: /,
  })
})

test('a cluster that was deleted leaves no secret for the next of its name', async () => {
  const { store } = await fresh()
  await store.apply([withSecret('hunter2')], { actor })
  await assert.rejects(
    store.apply([remove('PhysicalCluster', 'main'), cluster('main', sasl)], { actor }),
    code('INVALID'),
  )
})

test('with another key nothing is read, the error says what to do, and setting the secret again helps', async () => {
  const { url, store } = await fresh()
  await store.apply([withSecret('hunter2')], { actor })
  const other = await open(url, Buffer.alloc(32, 'another key'))
  const refusal = {
    code: 'INTERNAL',
    message: /^sasl\.jaas\.config of PhysicalCluster main cannot be decrypted: start with/,
  }
  await assert.rejects(other.snapshot(), refusal)
  await assert.rejects(other.apply([cluster('main', { ...sasl, 'client.id': 'x' })], { actor }), refusal)
  await other.apply([withSecret('hunter2')], { actor })
  assert.equal((await other.snapshot()).resources.length, 1)
})

test('a sealed secret opens only where it was put, and only unchanged', () => {
  const cipher = createCipher(secretKey)
  const place = { uid: 'a', property: 'ssl.key.password' }
  const sealed = cipher.seal(place, 'hunter2')
  assert.equal(cipher.open(place, sealed), 'hunter2')
  assert.equal(cipher.open({ ...place, uid: 'b' }, sealed), undefined)
  assert.equal(cipher.open({ ...place, property: 'sasl.jaas.config' }, sealed), undefined)
  assert.equal(
    cipher.open(
      place,
      sealed.map((byte, i) => (i === sealed.length - 1 ? byte ^ 1 : byte)),
    ),
    undefined,
  )
  assert.equal(cipher.open(place, sealed.slice(0, 20)), undefined)
  assert.notDeepEqual(cipher.seal(place, 'hunter2'), sealed)
})

test('a key that is too short is refused', async () => {
  await assert.rejects(open('postgresql://127.0.0.1/x', Buffer.alloc(31)), code('INVALID'))
})
