import './globals.css'
import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { EnvironmentBand } from '#components/environment-band.tsx'
import { env } from '#env.ts'
import { themeCookie, themeNamed } from '#theme.ts'

export const metadata: Metadata = {
  title: { template: '%s · Tidegate', default: 'Tidegate' },
  robots: { index: false },
}

/** The theme comes with the request, so that the first paint already has it. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = themeNamed((await cookies()).get(themeCookie)?.value)
  const { TIDEGATE_ENVIRONMENT } = env()
  return (
    <html lang="en" data-theme={theme}>
      <body>
        {TIDEGATE_ENVIRONMENT && <EnvironmentBand name={TIDEGATE_ENVIRONMENT} />}
        {children}
      </body>
    </html>
  )
}
