// What any Worker costs that passes a request on and does nothing else: what Keyharbor is compared with.
export default {
  fetch(request, { UPSTREAM }) {
    const { method, headers, body } = request;
    return fetch(UPSTREAM, { method, headers, body });
  },
};
