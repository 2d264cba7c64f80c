const plugin = {
  register(): void {},
};

export default plugin;
