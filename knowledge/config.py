"""Settings, loaded once at an entry point from the environment and `.env`; nothing below reads either."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from knowledge.errors import ConfigError

SHIPPED = Path(__file__).parent / "data"
"""The folder of what people edit: documents, agencies, lexicon, errata."""


_NEEDS = {
    "int_parsing": "cần một số nguyên",
    "greater_than_equal": "cần từ {ge} trở lên",
    "less_than_equal": "cần không quá {le}",
    "float_parsing": "cần một số",
    "bool_parsing": "cần true hoặc false",
    "literal_error": "cần một trong {expected}",
}


class Settings(BaseSettings):
    """Every setting, each read from `ASSISTANT_<NAME>`."""

    model_config = SettingsConfigDict(
        env_prefix="ASSISTANT_", env_file=".env", frozen=True, extra="ignore", env_ignore_empty=True
    )

    data_dir: Path = Field(default=Path("data"), description="Thư mục chứa chỉ mục và trạng thái")
    embedding_model: str = Field(default="", description="Mô hình nhúng: để trống là mô hình đi kèm")
    chroma_url: str = Field(default="", description="Máy chủ Chroma; để trống là kho vector nằm trong máy")
    host: str = Field(default="127.0.0.1", description="Địa chỉ phục vụ")
    port: int = Field(default=8000, ge=1, le=65535, description="Cổng phục vụ")
    rate_limit: str = Field(default="120/minute", description="Số câu hỏi mỗi máy khách, hoặc off")
    max_question_chars: int = Field(default=2000, ge=50, le=20000, description="Độ dài tối đa của câu hỏi")
    api_keys: SecretStr = Field(default=SecretStr(""), description="Các khóa của /v1, cách nhau dấu phẩy")
    public_url: str = Field(default="", description="Địa chỉ người dùng mở được, cho liên kết nguồn của /v1")
    llm: str = Field(default="", description="Mô hình ngôn ngữ dạng nhà_cung_cấp:tên; để trống là không dùng")
    llm_base_url: str = Field(default="", description="Địa chỉ máy chủ mô hình (tương thích OpenAI)")
    llm_api_key: SecretStr = Field(default=SecretStr(""), description="Khóa của mô hình ngôn ngữ")
    llm_timeout: float = Field(default=20.0, ge=1, le=300, description="Số giây chờ mô hình cho một câu hỏi")
    llm_price: str = Field(default="", description="Giá một triệu token vào,ra; ví dụ 0.15,0.6")
    llm_options: str = Field(default='{"temperature": 0}', description="Tùy chọn khác của mô hình, dạng JSON")
    llm_record: str = Field(default="", description="Tệp JSONL để ghi lại lời mô hình")
    llm_cache: bool = Field(default=False, description="Giữ câu hỏi đã viết lại trong thư mục dữ liệu")
    database_url: SecretStr = Field(
        default=SecretStr(""), description="Nơi lưu hội thoại: để trống là tệp trong thư mục dữ liệu"
    )
    retention_days: int = Field(
        default=90, ge=0, le=3650, description="Số ngày lưu hội thoại; 0 là không lưu gì"
    )

    access: Literal["off", "accounts", "header"] = Field(
        default="off", description="Ai vào được: off là mọi người, accounts là tài khoản, header là qua proxy"
    )
    secret_key: SecretStr = Field(
        default=SecretStr(""), description="Khóa ký phiên đăng nhập; để trống là tự tạo trong thư mục dữ liệu"
    )
    session_hours: int = Field(default=12, ge=1, le=720, description="Số giờ một lần đăng nhập có giá trị")
    auth_header: str = Field(default="", description="Tiêu đề mang tên người dùng mà proxy xác thực gửi")
    auth_proxies: str = Field(
        default="127.0.0.1,::1", description="Địa chỉ hoặc dải địa chỉ của proxy xác thực, cách nhau dấu phẩy"
    )

    @property
    def library_dir(self) -> Path:
        """Where the index lives."""
        return self.data_dir.expanduser() / "library"


def load_settings() -> Settings:
    """The settings of this process.

    Raises:
        ConfigError: a value cannot be used; the message names the variable.
    """
    try:
        return Settings()
    except ValidationError as error:
        raise ConfigError(_in_words(error.errors()[0])) from None
    except (OSError, UnicodeDecodeError):
        raise ConfigError("không đọc được tệp .env; hãy lưu lại tệp đó dạng UTF-8 hoặc xóa đi") from None


def _in_words(error: ErrorDetails) -> str:
    name = "_".join(map(str, error["loc"])).upper()
    need = (
        _NEEDS.get(error["type"], "cần giá trị khác").format(**error.get("ctx", {})).replace(" or ", " hoặc ")
    )
    return (
        f"ASSISTANT_{name}={error['input']!r} không dùng được: {need}; hãy sửa trong môi trường hoặc tệp .env"
    )
