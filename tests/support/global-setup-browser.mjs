// Before browser tests: the admin panel, with the plugin in it, is what the sources say.
import { buildAdminIfStale, buildPluginIfStale } from '../../demo/builds.mjs';

export default function setUp() {
  buildPluginIfStale(console.log);
  buildAdminIfStale(console.log);
}
