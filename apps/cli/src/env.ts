/** What need not be typed each time; a password is never an argument, which every process of the machine can read. */
export const environment = {
  url: process.env.TIDEGATE_URL ?? 'http://localhost:8888',
  user: process.env.TIDEGATE_USER ?? 'admin',
  password: process.env.TIDEGATE_PASSWORD ?? '',
}
