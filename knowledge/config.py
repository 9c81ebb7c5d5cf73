"""Settings, loaded once at an entry point from the environment and `.env`; nothing below reads either."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from knowledge.errors import ConfigError

SHIPPED = Path(__file__).parent / "data"
"""The folder of what people edit: documents, agencies, lexicon, errata."""


class Settings(BaseSettings):
    """Every setting, each read from `ASSISTANT_<NAME>`."""

    model_config = SettingsConfigDict(
        env_prefix="ASSISTANT_", env_file=".env", frozen=True, extra="ignore", env_ignore_empty=True
    )

    data_dir: Path = Field(Path("data"), description="Thư mục chứa chỉ mục và trạng thái")
    embedding_model: str = Field("", description="Mô hình nhúng: để trống là mô hình đi kèm")
    host: str = Field("127.0.0.1", description="Địa chỉ phục vụ")
    port: int = Field(8000, ge=1, le=65535, description="Cổng phục vụ")
    rate_limit: str = Field("120/minute", description="Số câu hỏi mỗi máy khách, hoặc off")
    max_question_chars: int = Field(2000, ge=50, le=20000, description="Độ dài tối đa của câu hỏi")

    @property
    def library_dir(self) -> Path:
        """Where the index lives."""
        return self.data_dir / "library"


def load_settings() -> Settings:
    """The settings of this process.

    Raises:
        ConfigError: a value cannot be used; the message names the variable.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = f"ASSISTANT_{str(first['loc'][0]).upper()}" if first["loc"] else "ASSISTANT_*"
        raise ConfigError(f"{name}={first['input']!r} không dùng được: {first['msg']}") from None
