'use strict';

const path = require('node:path');

/** Local disk, or with UPLOAD_PROVIDER=aws-s3 a private bucket of any S3-compatible storage. */
const upload = (env) =>
  env('UPLOAD_PROVIDER', 'local') === 'aws-s3'
    ? {
        config: {
          provider: 'aws-s3',
          providerOptions: {
            s3Options: {
              credentials: {
                accessKeyId: env('AWS_ACCESS_KEY_ID'),
                secretAccessKey: env('AWS_ACCESS_SECRET'),
              },
              endpoint: env('AWS_ENDPOINT'),
              region: env('AWS_REGION', 'us-east-1'),
              forcePathStyle: true,
              // Most of the others do not know the checksums that Amazon's client sends by itself.
              requestChecksumCalculation: 'WHEN_REQUIRED',
              responseChecksumValidation: 'WHEN_REQUIRED',
              params: { Bucket: env('AWS_BUCKET'), ACL: 'private', signedUrlExpires: 900 },
            },
          },
        },
      }
    : {};

/** Any SMTP server; without one, nobody listens on this machine's port and no mail leaves it. */
const email = (env) => ({
  config: {
    provider: 'nodemailer',
    providerOptions: {
      host: env('SMTP_HOST', '127.0.0.1'),
      port: env.int('SMTP_PORT', 1025),
      ignoreTLS: true,
    },
    settings: { defaultFrom: env('EMAIL_FROM', 'tiktok-demo@example.com') },
  },
});

/** The GraphQL plugin of the repository's node_modules; the demo itself needs none. */
const graphql = (env) =>
  env.bool('GRAPHQL', false)
    ? {
        graphql: {
          enabled: true,
          resolve: path.dirname(require.resolve('@strapi/plugin-graphql/package.json')),
        },
      }
    : {};

/** Strapi's Users & Permissions, from the same place; it reads JWT_SECRET. */
const usersPermissions = (env) =>
  env.bool('USERS_PERMISSIONS', false)
    ? {
        'users-permissions': {
          enabled: true,
          resolve: path.dirname(require.resolve('@strapi/plugin-users-permissions/package.json')),
        },
      }
    : {};

/** BullMQ, where an address of Redis or PostgreSQL is given, or on the site's own PostgreSQL. */
const engine = (env) => {
  if (env('TIKTOK_REDIS_URL')) return { engine: 'bullmq', redis: { url: env('TIKTOK_REDIS_URL') } };
  const url = env('TIKTOK_BULLMQ_URL');
  if (url) return { engine: 'bullmq', postgres: { url } };
  return env.bool('TIKTOK_BULLMQ', false) ? { engine: 'bullmq', postgres: {} } : {};
};

module.exports = ({ env }) => ({
  ...graphql(env),
  ...usersPermissions(env),
  email: email(env),
  upload: upload(env),
  // With TIKTOK_REMOVED, what a site that has uninstalled the plugin may leave behind.
  tiktok: env.bool('TIKTOK_REMOVED', false)
    ? { config: { publicUrl: 'https://cms.example.com' } }
    : {
        enabled: env.bool('TIKTOK_ENABLED', true),
        // This repository's own folder. Not '..': Strapi first tries `require.resolve` from inside its
        // own package, where '..' is something else.
        resolve: path.resolve(__dirname, '../..'),
        config: {
          // Earlier values of ENCRYPTION_KEY, while a rotation is under way.
          encryption: { previousKeys: env.array('TIKTOK_PREVIOUS_KEYS', []) },
          // The demo's TikTok lives on this machine.
          allowPrivateAddresses: env.bool('TIKTOK_ALLOW_PRIVATE_ADDRESSES', true),
          // The host that TikTok fetches media from; unset: this Strapi's own address.
          mediaUrl: env('TIKTOK_MEDIA_URL') || undefined,
          rateLimitFactor: env.float('TIKTOK_RATE_LIMIT_FACTOR', 1),
          publisher: {
            // False: this process looks for due posts only when the tick route is called.
            enabled: env.bool('TIKTOK_PUBLISHES', true),
            concurrency: env.int('TIKTOK_CONCURRENCY', 16),
            leaseSeconds: env.int('TIKTOK_LEASE_SECONDS', 60),
            tickSeconds: env.int('TIKTOK_TICK_SECONDS', 5),
            ...engine(env),
          },
        },
      },
});
