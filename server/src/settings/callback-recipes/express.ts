import { EXPLANATION, literal, nodeBody, type WriteRecipe } from './recipe';

export const express: WriteRecipe = ({ path, target }) => ({
  id: 'express',
  label: 'Express',
  files: [
    {
      path: 'tiktok-callback.js',
      content: `'use strict';

${EXPLANATION}
module.exports = function tiktokCallback(req, res) {
${nodeBody(target, 'req.originalUrl')}
};
`,
    },
    {
      path: 'app.js',
      content: `// Add this line where your routes are.
app.get(${literal(path)}, require('./tiktok-callback'));
`,
    },
  ],
});
