'use client'

import { useQuery } from '@tanstack/react-query'
import { Live } from '#components/live.tsx'
import { useTRPC } from '#trpc/provider.tsx'
import { PartnerForm } from './partner-form.tsx'

export function Edit({ name }: { name: string }) {
  const partner = useQuery(useTRPC().partner.get.queryOptions({ name }))
  return <Live of={partner}>{partner => <PartnerForm of={partner} />}</Live>
}
