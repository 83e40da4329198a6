// What a browser runs for Halide when no page is open. A push says of what kind it is and names nobody; the app has the rest.
const texts = {
  POST_PUBLISHED: 'Somebody you follow shared a post',
  LIKE: 'Somebody liked your post',
  COMMENT: 'Somebody commented on your post',
  REPLY: 'Somebody answered your comment',
  MENTION: 'Somebody mentioned you',
  FOLLOW: 'Somebody followed you',
  FOLLOW_REQUEST: 'Somebody asks to follow you',
}

self.addEventListener('push', (event) => {
  const { kind, notificationId } = event.data.json()
  const body = texts[kind] ?? 'There is something new'
  event.waitUntil(self.registration.showNotification('Halide', { body, icon: '/icon.svg', tag: notificationId }))
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(self.clients.openWindow('/activity'))
})
