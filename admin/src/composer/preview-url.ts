/** Where this admin's server is; the page may come from another origin (`strapi develop` with a watched admin). */
const backend = (): string => {
  const { strapi } = window as unknown as { strapi?: { backendURL?: string } };
  return strapi?.backendURL ?? '';
};

/** The address of a preview for `<video>` and `<img>`; the server gives a path. */
export const previewAddress = (previewUrl: string): string =>
  previewUrl.startsWith('/') ? `${backend()}${previewUrl}` : previewUrl;
