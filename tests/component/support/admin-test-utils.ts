/** Strapi's test tools ask a package of theirs that npm does not have for the rights of a tester. */
export const fixtures = { permissions: { allPermissions: [] } };
