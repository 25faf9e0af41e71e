import { SectionLinks } from '#components/section-links.tsx'

export function Sections({ name }: { name: string }) {
  const base = `/clusters/${encodeURIComponent(name)}`
  const sections = [
    { href: base, title: 'Overview' },
    { href: `${base}/topics`, title: 'Topics' },
    { href: `${base}/groups`, title: 'Consumer groups' },
    { href: `${base}/activity`, title: 'Activity' },
    { href: `${base}/yaml`, title: 'YAML' },
  ]
  return <SectionLinks of={name} sections={sections} />
}
