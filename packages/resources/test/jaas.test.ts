import { deepEqual, equal, throws } from 'node:assert/strict'
import { test } from 'node:test'
import { GatewayError } from '@tidegate/errors'
import { parseJaas } from '../src/jaas.ts'

const PLAIN = 'org.apache.kafka.common.security.plain.PlainLoginModule'
const alice = { username: 'alice', password: 'secret' }

const read: [string, string, Record<string, string>][] = [
  ['the usual form', `${PLAIN} required username="alice" password="secret";`, alice],
  ['options in single quotes', `${PLAIN} required username='alice' password='secret';`, alice],
  ['options without quotes', `${PLAIN} required username=alice password=secret;`, alice],
  ['spaces and line ends anywhere', `\n ${PLAIN}\r\n required\tusername = "alice"\n password="secret" ;\n`, alice],
  ['no spaces between quoted options', `${PLAIN} required username="alice"password="secret";`, alice],
  ['the control flag in capitals', `${PLAIN} REQUIRED username="alice" password="secret";`, alice],
  ['another control flag', `${PLAIN} sufficient username="alice" password="secret";`, alice],
  ['comments', `// a\n${PLAIN} /* b * / c */ required / d\nusername=alice password=secret;// e`, alice],
  ['a quoted name of an option', `${PLAIN} required "username"="alice" password="secret";`, alice],
  ['the last of equal options', `${PLAIN} required username="bob" username="alice" password="secret";`, alice],
  ['no options', `${PLAIN} required;`, {}],
  ['quotes of the other kind', `${PLAIN} required password="it's";`, { password: "it's" }],
  ['escaped quotes and backslashes', String.raw`${PLAIN} required password="a\"b\\c";`, { password: 'a"b\\c' }],
  [
    'escaped control characters',
    String.raw`${PLAIN} required password="\a\b\f\n\r\t\v\z";`,
    { password: '\x07\b\f\n\r\t\vz' },
  ],
  ['octal escapes', String.raw`${PLAIN} required password="\101\60\477\18";`, { password: `A0${'\x27'}7${'\x01'}8` }],
  ['special characters in quotes', `${PLAIN} required password="a=b;c/d//e#☂";`, { password: 'a=b;c/d//e#☂' }],
  ['an empty value', `${PLAIN} required password="";`, { password: '' }],
  ['an option every object has', `${PLAIN} required constructor="x";`, { constructor: 'x' }],
]

for (const [what, line, options] of read)
  test(`a JAAS line is read as Kafka reads it: ${what}`, () => {
    deepEqual(parseJaas(line), { module: PLAIN, options })
  })

const refused: [string, string, RegExp][] = [
  ['nothing', '', /must begin with the class/],
  ['only a comment', '// hunter2', /must begin with the class/],
  ['a semicolon alone', ';', /must begin with the class/],
  ['an empty module', '"" required;', /must begin with the class/],
  ['no control flag', `${PLAIN};`, /control flag/],
  ['no control flag before the options', `${PLAIN} username="alice" password="hunter2";`, /control flag/],
  ['an unknown control flag', `${PLAIN} hunter2;`, /control flag/],
  ['no semicolon', `${PLAIN} required username="alice" password="hunter2"`, /must end with a semicolon/],
  ['a quote that does not end', `${PLAIN} required password="hunter2;`, /must end with a semicolon/],
  ['a quote that a line end breaks', `${PLAIN} required password="hunter2\n";`, /an option has no value/],
  ['a semicolon behind a comment', `${PLAIN} required password=hunter2/x;`, /must end with a semicolon/],
  ['an option without a value', `${PLAIN} required password="hunter2" username=;`, /the option username has no value/],
  ['a password of two words', `${PLAIN} required password=correct hunter2;`, /an option has no value/],
  ['a password that begins with a digit', `${PLAIN} required password=2hunter2;`, /the option password has no value/],
  ['a password with a sign', `${PLAIN} required password=hunter2!;`, /an option has no name/],
  ['a second module', `${PLAIN} required; hunter2 required;`, /one login module/],
  ['a second semicolon', `${PLAIN} required;;`, /one login module/],
]

for (const [what, line, message] of refused)
  test(`a JAAS line is refused without showing it: ${what}`, () => {
    throws(
      () => parseJaas(line),
      (error: unknown) => {
        equal(error instanceof GatewayError && error.code, 'INVALID')
        equal(message.test((error as Error).message), true, (error as Error).message)
        equal(/hunter2|correct/.test(`${(error as Error).stack}${(error as Error).cause}`), false)
        return true
      },
    )
  })
