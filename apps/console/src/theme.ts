export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

export const themeCookie = 'tidegate_theme'

export const themeNamed = (value: string | undefined): Theme => themes.find(theme => theme === value) ?? 'system'
