import { useNotifyAT } from '@strapi/design-system';
import { type RefObject, useCallback, useEffect, useRef } from 'react';

let waiting: string[] = [];

/**
 * Has a sentence read out by screen readers, through the one live region that Strapi's admin has on
 * every page. A region of one's own would speak beside it, and one in every row would read out a whole
 * list (lint refuses both). What is said in the same moment follows one another.
 */
export const useSay = (): ((sentence: string) => void) => {
  const { notifyStatus } = useNotifyAT();
  return useCallback(
    (sentence) => {
      waiting.push(sentence);
      if (waiting.length > 1) return;
      queueMicrotask(() => {
        notifyStatus(waiting.join(' '));
        waiting = [];
      });
    },
    [notifyStatus],
  );
};

/** Whether the first sentence is read out as well, or only what comes in its place. */
type Begins = 'at once' | 'with a change';

/** Has a sentence read out whenever it becomes another; null is silent. */
export const useReadOut = (sentence: string | null, begins: Begins = 'with a change'): void => {
  const say = useSay();
  const known = useRef(begins === 'at once' ? null : sentence);
  useEffect(() => {
    if (sentence !== null && sentence !== '' && sentence !== known.current) say(sentence);
    known.current = sentence;
  }, [sentence, say]);
};

/** The words inside an element, with a space where one element ends and the next begins. */
const wordsIn = (element: Element | null): string => {
  if (!element) return '';
  const words = new Map<Node | null, string>();
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { parentNode, textContent } = texts.currentNode;
    words.set(parentNode, `${words.get(parentNode) ?? ''}${textContent ?? ''}`);
  }
  return [...words.values()]
    .map((one) => one.trim())
    .filter(Boolean)
    .join(' ');
};

/** Has what stands in an element read out, when it appears and when it changes. */
export const useReadOutOf = <E extends Element>(on = true): RefObject<E> => {
  const say = useSay();
  const element = useRef<E>(null);
  const known = useRef('');
  // After every drawing: only then is known what stands there.
  useEffect(() => {
    const words = on ? wordsIn(element.current) : known.current;
    if (words !== known.current && words !== '') say(words);
    known.current = words;
  });
  return element;
};
