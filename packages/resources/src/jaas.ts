import { GatewayError } from '@tidegate/errors'

export type JaasEntry = { readonly module: string; readonly options: Readonly<Record<string, string>> }

/** A word or quoted string, or a character that stands for itself, such as `=` and `;`. */
type Token = { readonly text: string } | { readonly sign: string }

const FLAGS = ['REQUIRED', 'REQUISITE', 'SUFFICIENT', 'OPTIONAL']
const NAMED_IN_ERRORS = ['username', 'password', 'tokenauth']

// java.io.StreamTokenizer as JaasConfig sets it up (kafka-clients 4.3.1). Numbers are not words there: they need quotes as well.
const SPACE = /[\0- ]*/y
const COMMENT = /\/(?:\*(?:[^*]|\*(?!\/))*(?:\*\/|$)|\/[^\n\r]*|.?[^\n\r]*)/sy
const WORD = /[A-Za-z_$\u00a0-\uffff][A-Za-z0-9._$\u00a0-\uffff-]*/y
const QUOTED = /(["'])((?:\\.|(?!\1)[^\\\n\r])*)(?:\1|(?=[\n\r])|\\?$)/sy
const ESCAPE = /\\([0-3]?[0-7]{1,2}|.)/gs

const ESCAPED: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }

const invalid = (rule: string) =>
  new GatewayError(
    'INVALID',
    `sasl.jaas.config: ${rule}. Write it as: <login module> required username="…" password="…";`,
  )

/** Reads a `sasl.jaas.config` line as a Kafka client does. Nothing of its text is in the errors, since it holds secrets. */
export function parseJaas(line: string): JaasEntry {
  const tokens = tokenize(line)
  const end = tokens.findIndex(token => isSign(token, ';'))
  const [module, flag, ...settings] = end < 0 ? tokens : tokens.slice(0, end)
  if (!module || !('text' in module) || module.text === '')
    throw invalid('it must begin with the class of a login module')
  if (!flag || !('text' in flag) || !FLAGS.includes(flag.text.toUpperCase()))
    throw invalid('after the login module must stand the control flag: required, requisite, sufficient or optional')
  const options = readOptions(settings)
  if (end < 0) throw invalid('it must end with a semicolon')
  if (end < tokens.length - 1) throw invalid('it must hold one login module and nothing after the semicolon')
  return { module: module.text, options }
}

function readOptions(settings: readonly Token[]): Record<string, string> {
  const options: [string, string][] = []
  for (let i = 0; i < settings.length; i += 3) {
    const [key, equals, value] = settings.slice(i, i + 3)
    if (!key || !('text' in key)) throw invalid('an option has no name')
    if (!isSign(equals, '=') || !value || !('text' in value))
      throw invalid(`${named(key.text)} has no value, or one that must stand in quotes`)
    options.push([key.text, value.text])
  }
  return Object.fromEntries(options)
}

/** A word in the place of an option's name can be a piece of a password that lacks its quotes. */
const named = (key: string): string => (NAMED_IN_ERRORS.includes(key) ? `the option ${key}` : 'an option')

const isSign = (token: Token | undefined, sign: string): boolean =>
  token !== undefined && 'sign' in token && token.sign === sign

function tokenize(line: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const match = pattern.exec(line)
    at += match?.[0].length ?? 0
    return match
  }
  for (take(SPACE); at < line.length; take(SPACE)) {
    if (take(COMMENT)) continue
    const word = take(WORD)?.[0]
    const quoted = word === undefined ? take(QUOTED)?.[2] : undefined
    if (word !== undefined) tokens.push({ text: word })
    else if (quoted !== undefined) tokens.push({ text: unescaped(quoted) })
    else tokens.push({ sign: line.charAt(at++) })
  }
  return tokens
}

const unescaped = (text: string): string =>
  text.replaceAll(ESCAPE, (_, escaped: string) =>
    /^[0-7]/.test(escaped) ? String.fromCharCode(Number.parseInt(escaped, 8)) : (ESCAPED[escaped] ?? escaped),
  )
