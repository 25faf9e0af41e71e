import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A picture of a run. */
export type Drawing = { readonly file: string; readonly title: string; readonly svg: string }

type Content = {
  readonly title: string
  readonly width: number
  readonly height: number
  /** What its classes look like on light, and on dark where that differs. */
  readonly light: string
  readonly dark: string
  readonly shapes: readonly string[]
}

/** Readable on light and on dark. */
export const svgOf = ({ title, width, height, light, dark, shapes }: Content): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">
<style>
text { font: 13px system-ui, sans-serif; fill: #1f2328 }
.title { font-weight: 600 }
${light}
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 }
${dark}
}
</style>
<text class="title" x="0" y="20">${escaped(title)}</text>
${shapes.join('\n')}
</svg>
`

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

export function writeDrawings(directory: string, drawings: readonly Drawing[]): void {
  mkdirSync(directory, { recursive: true })
  for (const { file, svg } of drawings) writeFileSync(join(directory, file), svg)
}
