/** Who the partner is, and until when the share lasts, as fields have it. */
export type Terms = {
  readonly displayName: string
  readonly contacts: readonly string[]
  readonly purpose: string
  readonly owner: string
  readonly hasEnd: boolean
  readonly endsOn: string
  readonly noEndReason: string
}

/** What is empty is left out, but for what must be said. */
export const partnerSpec = ({ displayName, contacts, purpose, owner, hasEnd, endsOn, noEndReason }: Terms) => ({
  displayName,
  contacts,
  ...(purpose && { purpose }),
  ...(owner && { owner }),
  ...(hasEnd ? { endsOn } : { noEndReason }),
})
