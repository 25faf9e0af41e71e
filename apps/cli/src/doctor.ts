import { type Access, get } from './gateway.ts'

/** What the gateway found, as it prints or writes it itself. */
export async function doctor({ json, ...access }: Access & { readonly json: boolean }) {
  const response = await get('/tidegate/v1/doctor', json ? 'application/json' : 'text/plain', access)
  const text = await response.text()
  return { text: json ? `${text}\n` : text, failed: response.headers.get('tidegate-failed') !== '0' }
}
