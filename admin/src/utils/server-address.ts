/** Where this admin's server is; the page may come from another origin (`strapi develop` with a watched admin). */
const backend = (): string => {
  const { strapi } = window as unknown as { strapi?: { backendURL?: string } };
  return strapi?.backendURL ?? '';
};

/** A path of the server's as an address for `<img>` and `<video>`; whole addresses stay as they are. */
export const serverAddress = (path: string): string =>
  path.startsWith('/') ? `${backend()}${path}` : path;
