export { openPage, picture, signIn, startBrowser } from './browser';
export { createHome, freePort, type AppHome } from './app-env';
export { MEDIA, VIDEO, makeBrokenVideo, makePicture, makeVideo, mimeOf } from './media';
export { APP, ROOT } from './paths';
export { createSite, type Administrator, type Answer, type Grant, type Site } from './site';
export { startTestStrapi, type LogLine, type StartOptions, type TestStrapi } from './strapi';
export { startStrapiProcess, type StrapiProcess } from './strapi-process';
export { createStories, type Stories } from './stories';
export { CLIENT_KEY, CLIENT_SECRET, startTikTok, type Emulator } from './tiktok';
