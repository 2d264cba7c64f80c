import { type Core } from '@strapi/strapi';

import { endpoints } from '../../contracts';
import { config } from './config';
import { createRoutes } from './http/routes';
import { keepTables } from './keep-tables';
import { permissions } from './permissions';
import { type Subject } from './subject';

/** In the order in which they boot; destroyed in reverse. */
const subjects: Subject[] = [permissions];

type Context = { strapi: Core.Strapi };

const models = subjects.flatMap((subject) => subject.models ?? []);
const controllers: NonNullable<Subject['controllers']> = Object.assign(
  {},
  ...subjects.map((subject) => subject.controllers),
);
const services: NonNullable<Subject['services']> = Object.assign(
  {},
  ...subjects.map((subject) => subject.services),
);
const served = endpoints.filter((endpoint) => endpoint.handler.split('.')[0]! in controllers);

/** The object Strapi loads. It only gathers: each subject's folder holds all of that subject. */
export default {
  config,
  controllers,
  services,
  routes: createRoutes(served),

  async register(context: Context): Promise<void> {
    for (const model of models) context.strapi.get('models').add(model);
    for (const subject of subjects) await subject.register?.(context);
  },

  async bootstrap(context: Context): Promise<void> {
    await keepTables(
      context.strapi,
      models.map((model) => model.tableName),
    );
    for (const subject of subjects) await subject.bootstrap?.(context);
  },

  async destroy(context: Context): Promise<void> {
    for (const subject of [...subjects].reverse()) await subject.destroy?.(context);
  },
};
