import { openAsBlob } from 'node:fs';
import path from 'node:path';

import { z } from 'zod';

import { type ActionId } from '../../contracts/permissions';
import { mimeOf } from './media';

/** A right of a role: one of the plugin's actions, or one on a content type. */
export type Grant =
  | ActionId
  | {
      action: string;
      subject?: string | null;
      properties?: { fields?: string[]; locales?: string[] };
      conditions?: string[];
    };

export interface RequestOptions {
  /** Bearer token of an administrator. */
  token?: string;
  /** Sent as JSON, or as it is if it is FormData, bytes or text. */
  body?: unknown;
  headers?: Record<string, string>;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** Parsed JSON; undefined where the answer is not JSON. */
  body: unknown;
}

export interface Administrator {
  id: number;
  email: string;
  password: string;
  roleId: number;
  token: string;
}

export interface UploadedAsset {
  id: number;
  name: string;
  mime: string;
  url: string;
  /** Kilobytes, rounded: Strapi's own. */
  size: number;
  hash: string;
  ext: string;
}

export type StockRole = 'superAdmin' | 'editor' | 'author';

/** Of the super admin that a test site is given, and of the demo's, which is seeded. */
export const SUPER_ADMIN = { email: 'demo@example.com', password: 'TikTok-demo-2026' } as const;
const PASSWORD = 'Test-password-2026';

const withToken = z.object({
  data: z.object({ token: z.string(), user: z.object({ id: z.number() }) }),
});
const roleList = z.object({ data: z.array(z.object({ id: z.number(), code: z.string() })) });
const created = z.object({ data: z.object({ id: z.number() }) });
const invited = z.object({ data: z.object({ id: z.number(), registrationToken: z.string() }) });
const assets = z.array(
  z.object({
    id: z.number(),
    name: z.string(),
    mime: z.string(),
    url: z.string(),
    size: z.number(),
    hash: z.string(),
    ext: z.string(),
  }),
);

const bodyOf = (body: unknown): { body?: BodyInit; type?: string } => {
  if (body === undefined) return {};
  if (typeof body === 'string') return { body };
  if (body instanceof FormData) return { body };
  if (body instanceof Uint8Array) return { body: new Uint8Array(body) };
  return { body: JSON.stringify(body), type: 'application/json' };
};

/**
 * A running site seen from outside, over real HTTP only: it works the same for a Strapi in this
 * process and for one in a child process.
 */
export const createSite = (url: string) => {
  /** Follows no redirect, so that a test sees it. */
  const request = async (
    method: string,
    address: string,
    options: RequestOptions = {},
  ): Promise<Answer> => {
    const { body, type } = bodyOf(options.body);
    const answer = await fetch(new URL(address, url), {
      method,
      redirect: 'manual',
      body,
      headers: {
        // A site closes a connection that is idle, perhaps in the moment in which a busy machine gets
        // to using it again.
        connection: 'close',
        ...(type ? { 'content-type': type } : {}),
        ...(options.token ? { authorization: `Bearer ${options.token}` } : {}),
        ...options.headers,
      },
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json') && text !== '';
    return {
      status: answer.status,
      headers: answer.headers,
      text,
      body: isJson ? JSON.parse(text) : undefined,
    };
  };

  const must = async <T>(
    schema: z.ZodType<T>,
    method: string,
    address: string,
    options?: RequestOptions,
  ): Promise<T> => {
    const answer = await request(method, address, options);
    if (answer.status >= 300) {
      throw new Error(`${method} ${address} answered ${answer.status}: ${answer.text}`);
    }
    return schema.parse(answer.body);
  };

  let root: Promise<Administrator> | undefined;

  const becomeRoot = async (): Promise<Administrator> => {
    const init = await must(
      z.object({ data: z.object({ hasAdmin: z.boolean() }) }),
      'GET',
      '/admin/init',
    );
    const signedIn = init.data.hasAdmin
      ? await must(withToken, 'POST', '/admin/login', { body: SUPER_ADMIN })
      : await must(withToken, 'POST', '/admin/register-admin', {
          body: { ...SUPER_ADMIN, firstname: 'Test', lastname: 'Root' },
        });
    const { token, user } = signedIn.data;
    const { data: roles } = await must(roleList, 'GET', '/admin/roles', { token });
    const roleId = roles.find((role) => role.code === 'strapi-super-admin')?.id ?? 0;
    return { ...SUPER_ADMIN, id: user.id, roleId, token };
  };
  const superAdmin = (): Promise<Administrator> => (root ??= becomeRoot());

  let count = 0;
  const addAdmin = async (roleId: number, email?: string): Promise<Administrator> => {
    const { token } = await superAdmin();
    count += 1;
    const address = email ?? `person-${count}-${Date.now()}@example.com`;
    const person = await must(invited, 'POST', '/admin/users', {
      token,
      body: { email: address, firstname: 'Person', lastname: String(count), roles: [roleId] },
    });
    const registered = await must(withToken, 'POST', '/admin/register', {
      body: {
        registrationToken: person.data.registrationToken,
        userInfo: { firstname: 'Person', lastname: String(count), password: PASSWORD },
      },
    });
    return {
      id: person.data.id,
      email: address,
      password: PASSWORD,
      roleId,
      token: registered.data.token,
    };
  };

  /** Replaces all rights of a role. */
  const grant = async (roleId: number, grants: readonly Grant[]): Promise<void> => {
    const { token } = await superAdmin();
    const permissions = grants.map((entry) => {
      const right = typeof entry === 'string' ? { action: entry } : entry;
      return {
        action: right.action,
        subject: right.subject ?? null,
        properties: right.properties ?? {},
        conditions: right.conditions ?? [],
      };
    });
    await must(z.unknown(), 'PUT', `/admin/roles/${roleId}/permissions`, {
      token,
      body: { permissions },
    });
  };

  /** An administrator whose new role has just these rights. */
  const createAdmin = async (options: {
    roleActions: readonly Grant[];
    email?: string;
  }): Promise<Administrator> => {
    const { token } = await superAdmin();
    count += 1;
    const role = await must(created, 'POST', '/admin/roles', {
      token,
      body: { name: `Role ${count} ${Date.now()}`, description: '' },
    });
    await grant(role.data.id, options.roleActions);
    return addAdmin(role.data.id, options.email);
  };

  const stock = new Map<StockRole, Promise<Administrator>>();
  const findStock = async (role: StockRole): Promise<Administrator> => {
    if (role === 'superAdmin') return superAdmin();
    const { token } = await superAdmin();
    const { data } = await must(roleList, 'GET', '/admin/roles', { token });
    const found = data.find(({ code }) => code === `strapi-${role}`);
    if (!found) throw new Error(`This Strapi has no role ${role}.`);
    return addAdmin(found.id);
  };

  /** An administrator with one of Strapi's own roles, the same one at every call. */
  const administrator = (role: StockRole): Promise<Administrator> => {
    const known = stock.get(role) ?? findStock(role);
    stock.set(role, known);
    return known;
  };

  /** The Bearer token of such an administrator. */
  const as = async (role: StockRole): Promise<string> => (await administrator(role)).token;

  /** Puts a file into the media library as a person would, over HTTP. */
  const uploadAsset = async (filePath: string, name?: string): Promise<UploadedAsset> => {
    const fileName = name ?? path.basename(filePath);
    const form = new FormData();
    form.set('fileInfo', JSON.stringify({ name: fileName }));
    form.set('files', await openAsBlob(filePath, { type: mimeOf(fileName) }), fileName);
    const token = await as('superAdmin');
    const [asset] = await must(assets, 'POST', '/upload', { token, body: form });
    if (!asset) throw new Error('Strapi took the file and named no asset.');
    return asset;
  };

  return { url, request, as, administrator, addAdmin, createAdmin, grant, uploadAsset };
};

export type Site = ReturnType<typeof createSite>;
