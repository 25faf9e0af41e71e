import type { Refusal } from '#answer.ts'

export const claimClosed: Refusal = {
  what: 'This link does not work.',
  why: 'It has been used, is older than seven days, or this console has an Owner already.',
  next: 'With no Owner yet, restart the console: its log then says a new link. Otherwise sign in, or ask an Owner to add you.',
}

export const linkSpent: Refusal = {
  what: 'This link does not work.',
  why: 'It has been used, or is older than three days.',
  next: 'Ask an Owner for a new one: it is on their page People.',
}

/** What better-auth says about a sign-in through the provider that did not succeed, in words for its reader. */
const oidc: Readonly<Record<string, string>> = {
  access_denied: 'The provider did not let you in, or you cancelled there.',
  account_not_linked:
    'There is someone with this e-mail address already, and the provider has not verified that it is yours.',
  email_not_found: 'The provider did not tell your e-mail address, by which this console knows people.',
}

export const oidcRefused = (error: string): Refusal => ({
  what: 'Sign-in through your organisation did not succeed.',
  why: oidc[error] ?? 'It took too long, was opened twice, or the provider answered what the console cannot accept.',
  next: 'Try again. If that fails too, ask an Owner: the log of the console says more.',
})
