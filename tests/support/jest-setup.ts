// Booting Strapi takes seconds on a busy machine; no test measures time.
jest.setTimeout(120_000);
