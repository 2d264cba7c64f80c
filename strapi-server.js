'use strict';

// What Strapi looks for when the plugin is resolved from a folder; npm installs use `exports`.
module.exports = require('./dist/server/index.js');
