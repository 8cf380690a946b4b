/** Made by the build of shared/texts (`languageFiles` in building.ts). */
declare module 'virtual:texts/*' {
  export const texts: Readonly<Record<string, string>>;
  export const faults: Readonly<Record<string, string>>;
}
