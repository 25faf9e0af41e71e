import { SectionLinks } from '#components/section-links.tsx'

/** What every object within a virtual cluster has. */
const sections = [
  ['', 'Overview'],
  ['/access', 'Access'],
  ['/activity', 'Activity'],
  ['/yaml', 'YAML'],
] as const

type ObjectSectionsProps = { name: string; page: string }

export const ObjectSections = ({ name, page }: ObjectSectionsProps) => (
  <SectionLinks of={name} sections={sections.map(([path, title]) => ({ href: `${page}${path}`, title }))} />
)
