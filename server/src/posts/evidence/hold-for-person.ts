import { type PostReason } from '../../../../contracts/posts';
import { type Lease } from '../queue/lease';

/** A post that is held already stays so until a person decides, for this reason. */
export const holdForPerson = async (lease: Lease, why: PostReason): Promise<void> => {
  const { code, message } = why;
  const note = { code, message, actor: 'publisher' };
  await lease.release(null, { reason: JSON.stringify(why) }, undefined, note);
};
