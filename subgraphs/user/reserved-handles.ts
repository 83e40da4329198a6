/** Handles that would pass for the house itself, or stand in the way of its addresses (`halide.example/<handle>`). */
export const reservedHandles: ReadonlySet<string> = new Set(
  `about abuse account accounts admin administrator api app apps auth billing blog careers contact developer developers
   download everyone explore feed feeds graphql halide health help home hostmaster info jobs legal login logout mail media
   metrics moderator moderators news noreply notifications nobody null official owner password postmaster press privacy
   profile root safety search security settings signin signout signup staff static status stories story support sysadmin
   system team terms test undefined upload uploads user users verified webmaster www`.split(/\s+/),
)
