[assembly: Trait("Category", "Integration")]
