import { type Subject } from '../subject';
import { createMoving } from './moving-service';
import { createUninstall } from './uninstall';

/** What goes with a site to another one, and what leaves when the plugin does. */
export const moving: Subject = {
  services: { moving: createMoving, uninstall: createUninstall },
};
