import { type CallbackRecipe } from '../../../../contracts/settings';
import { express } from './express';
import { netlify } from './netlify';
import { nextApp } from './next-app';
import { nextPages } from './next-pages';
import { nginx } from './nginx';
import { type WriteRecipe } from './recipe';
import { vercel } from './vercel';

const RECIPES: readonly WriteRecipe[] = [nextApp, nextPages, netlify, express, vercel, nginx];

/** Where the handlers are put while no public callback URL has been entered. */
const EXAMPLE_PATH = '/tiktok/callback';

/**
 * Handlers for the site that owns the public callback URL, ready to paste, real addresses filled in.
 * @param publicCallbackUrl null: the recipes use `/tiktok/callback` of the site.
 */
export const callbackRecipes = ({
  publicCallbackUrl,
  callbackUrl,
}: {
  publicCallbackUrl: string | null;
  callbackUrl: string;
}): CallbackRecipe[] => {
  const path = publicCallbackUrl ? new URL(publicCallbackUrl).pathname : EXAMPLE_PATH;
  return RECIPES.map((write) => write({ path, target: callbackUrl }));
};
