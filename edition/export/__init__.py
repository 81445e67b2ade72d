"""From the model to other forms: what an edition gives to readers and programs besides its pages."""
