'use strict';

/** The printed address, the redirect URI and `server.url` are one and the same address. */
module.exports = ({ env }) => {
  const port = env.int('PORT', 1337);
  return {
    // Never wider than this machine: the demo's password is known to everyone.
    host: '127.0.0.1',
    port,
    url: `http://localhost:${port}`,
    // For assistants: docs/assistants.md.
    mcp: { enabled: env.bool('MCP', false) },
    app: { keys: env.array('APP_KEYS') },
    dirs: { public: env('PUBLIC_DIR', './public') },
    logger: { updates: { enabled: false }, startup: { enabled: false } },
  };
};
