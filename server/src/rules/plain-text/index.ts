export { blocksText, isBlocks } from './blocks';
export { htmlText } from './html';
export { markdownText } from './markdown';
