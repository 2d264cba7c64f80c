import { z } from 'zod';

/** What happens to entries, as far as posts are concerned. */
export type PublicationKind = 'published' | 'unpublished' | 'deleted';

export interface Happened {
  event: PublicationKind;
  documentId: string;
  /** Null for types without locales. */
  locale: string | null;
}

/** The part of a document middleware's context that is looked at. */
export interface DocumentCall {
  uid: string;
  action: string;
  params: Record<string, unknown>;
}

const entry = z.looseObject({ documentId: z.string(), locale: z.string().nullish() });
const many = z.looseObject({ documentId: z.string(), entries: z.array(z.unknown()) });

/** Calls that may publish, take back or delete, by whether the type has drafts. */
export const eventOf = (
  { action, params }: Pick<DocumentCall, 'action' | 'params'>,
  hasDrafts: boolean,
): PublicationKind | null => {
  if (action === 'publish') return 'published';
  if (action === 'unpublish') return 'unpublished';
  if (action === 'delete') return 'deleted';
  if (action === 'create' || action === 'update' || action === 'clone') {
    // The REST API creates and updates with `status: published` and never calls `publish`.
    return !hasDrafts || params.status === 'published' ? 'published' : null;
  }
  return null;
};

/** The entries that a call's result names, one for each locale. */
export const happenedTo = (event: PublicationKind, result: unknown): Happened[] => {
  const asMany = many.safeParse(result);
  const found = asMany.success ? asMany.data.entries : [result];
  const seen = new Set<string>();
  return found.flatMap((one): Happened[] => {
    const parsed = entry.safeParse(one);
    if (!parsed.success) return [];
    const { documentId, locale = null } = parsed.data;
    const key = `${documentId} ${locale ?? ''}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ event, documentId, locale }];
  });
};
