import { type Core } from '@strapi/strapi';

import { type Finding, type MediaKind } from '../../../../contracts/media';

/** What a subject has to say before a post of this kind is composed. */
export type FormWarnings = (kind: MediaKind) => Promise<readonly Finding[]>;

const asked = new WeakMap<Core.Strapi, FormWarnings[]>();

/** Shows what this subject finds in every form that opens; the form itself knows no such subject. */
export const addFormWarnings = (strapi: Core.Strapi, find: FormWarnings): void => {
  asked.set(strapi, [...(asked.get(strapi) ?? []), find]);
};

/** What all of them find, in the order of their registration. */
export const formWarnings = async (strapi: Core.Strapi, kind: MediaKind): Promise<Finding[]> => {
  const found = await Promise.all((asked.get(strapi) ?? []).map((find) => find(kind)));
  return found.flat();
};
